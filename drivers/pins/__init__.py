"""Where pins come from: gpiozero pin factories, chosen by the configuration and by nothing else."""
