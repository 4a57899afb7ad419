"""A body becomes mentions, and mentions become entities.

One module a layer, in the order in which they run: ``tokens``, ``gazetteer``, ``dates``, ``runs``
(which asks ``titles``, ``organisations`` and ``places``), ``evidence``, ``coreference``,
``linker``. ``find`` puts them together. Words, names and offices are data in ``config/gazetteer``;
``compile`` packs them.
"""
