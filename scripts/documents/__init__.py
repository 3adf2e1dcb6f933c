"""Reading documents, and doing what they show."""
