"""What keys do: one function an action, registered under the id it has in ``config.keys``.

An action takes the reader screen. Coroutines run in a worker and may ask the user. Actions call
the library and the notebook, and set what widgets show; they format no text.
"""
