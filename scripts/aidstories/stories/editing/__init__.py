"""What an editor does: answers to doubtful places, changes of a file, new stories."""
