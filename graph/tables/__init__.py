"""Tables that people keep: CSV and Excel files, read whole or with every fault named."""
