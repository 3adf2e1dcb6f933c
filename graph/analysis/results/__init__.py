"""What every result of the analysis offers: a table, sentences, and words that do not overclaim."""
