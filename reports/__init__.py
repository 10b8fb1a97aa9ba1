"""Reading room: figures, pages and the command line."""
