"""One changed, new or gone story put into the outputs that show it, without a build.

`patch.py` begins. Each room reads those before it alone: ``kept``, ``pieces``, ``words``,
``sides``, ``lists``.
"""
