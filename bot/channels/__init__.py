"""One adapter for each way of talking; wire updates become events here, messages become wire."""
