"""What goes on while somebody reads: processes beside the app that import files, or look for names more deeply."""
