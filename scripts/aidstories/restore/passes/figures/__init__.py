"""Pictures: their captions, their credits, and the images themselves."""
