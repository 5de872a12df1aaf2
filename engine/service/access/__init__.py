"""Access: who may do what, and how much. `secure` puts it around an app; a route says by `needs` who it is for."""
