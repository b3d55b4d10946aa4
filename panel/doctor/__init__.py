"""What an examination found, and what is to be done about it: from facts to findings. Pure; ``panel.exam`` gathers."""
