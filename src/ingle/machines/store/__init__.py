"""What is kept of machines: their rows (`machines`), and their workloads' output in files (`logs`)."""
