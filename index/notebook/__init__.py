"""What the user made: bookmarks, notes, tags, dossiers; anchors, exports, verification."""
