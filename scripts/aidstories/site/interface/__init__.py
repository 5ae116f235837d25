"""The interface in its languages: words, the two scripts, names in Latin letters, dates."""
