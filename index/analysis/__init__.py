"""What articles say together: folded stories, wire versions, timelines, concordance."""
