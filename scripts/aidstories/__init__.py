"""援藏故事档案: restore raw articles, describe them, publish them as a static site.

Imports run one way: cli → site, stories → describe → restore → model, errors.
"""
