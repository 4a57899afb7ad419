"""How the weights of cleaning are made and judged, from public sets that are not kept here."""
