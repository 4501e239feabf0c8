"""Background work (后台任务): a persistent queue, each job once, retried, its errors visible."""
