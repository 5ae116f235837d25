"""What is known of the language: characters, words, n-grams, the formulas of newspapers."""
