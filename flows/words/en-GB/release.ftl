# Finance: what is agreed is released before it is paid.

card-release = { $reference } is agreed: { $pounds }, ‘{ $item }’. Please release the money.
card-release-late = { $reference } is agreed and not released: { $pounds }, ‘{ $item }’. It is late.
card-release-held = { $reference } is on hold: { $pounds }, ‘{ $item }’.
card-released = { $reference } is released. There is nothing for you to do.
release-held-why = Why it waits: { $reason }
release-sure = { $reference }: { $pounds }. The people who pay get it next. Release it?
release-done = { $reference } is released. It goes to the people who pay.
cannot-release = This does not wait for you to release it.
cannot-pay-unreleased = Finance has not released this yet.
unreleased-admin = { $reference } was agreed and is not released. Please ask finance.
nobody-releases = { $reference } is agreed, and no one in finance may release it. Please find someone.
todo-unreleased = { $reference }: agreed and not released.
button-release = Release { $pounds }
button-release-resume = Ready to release
button-yes-release = Yes, release { $pounds }
status-waits-release = It is agreed. The money is being made ready.
