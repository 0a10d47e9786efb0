# What payers and staff read of a plan's lines.

pay-line = { $no }. ‘{ $words }’: { $pounds }, now.
pay-line-day = { $no }. ‘{ $words }’: { $pounds }, due { $day }.
pay-next = Nothing is due now. The next payment is due { $day }.
pay-line-details = What did it cost? Type the sum and the invoice number. For example: £20.00 INV-7. Add a date if it was not today.
pay-line-dearer = That is more than was agreed for this payment. Nothing has changed. Please ask the care co-ordinator to write a new plan.
card-paid-so-far = { $reference }: all that was due is paid. The next payment is due { $day }.
card-paid-all = { $reference } is all paid.
button-mark-paid-line = Mark paid { $no }
button-end-support = End support { $no }
button-end-it = Yes, end it
end-when = What is the last day? They need at least { $days } days of notice. So it can be { $day } or later. Type a day, like 31 March.
end-why = Say kindly why it ends. They will read your words.
end-preview = They will read exactly this.
end-done = { $reference }: it ends on { $day }. They have been told. What was kept for later goes back then.
end-gone = That does not go on any more, or it is not yours to end. Nothing has changed.
end-too-soon = That is too soon. They need longer notice.
end-later-than-agreed = It ends before that day as it is. Type an earlier day, or tap Never mind.
day-unclear = I am not sure which day that is. Please type a day to come, like 31 March or 31/03/2027.
task-support-ends = { $reference }: what { $name } has goes on until { $day }. Please speak with them now about what comes after.
todo-support-ends = { $reference }: speak with { $name } about what comes after.
confirm-pot = Pot: { $pot }.
