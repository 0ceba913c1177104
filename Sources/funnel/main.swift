import Git
start()
print("funnel")
