"""The pages for programme admins and auditors."""
