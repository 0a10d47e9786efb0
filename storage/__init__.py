"""Makes decisions durable: tables, repositories, ledger, audit, and a turn in one commit."""
