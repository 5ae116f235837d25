"""All stories together: facets, trees, lists, relations, pictures, search."""
