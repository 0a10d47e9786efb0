# Lives change: what signers, payers and admins read.

card-changed = { $reference }: they ask for a change. Before: ‘{ $before }’, { $old }. Now: ‘{ $now }’, { $new }. What was agreed stands until you decide.
card-changed-early = { $reference }: they changed what they ask for. Before: ‘{ $before }’, { $old }. Now: ‘{ $now }’, { $new }.
card-changed-gone = { $reference } has changed. There is nothing for you to do just now.
card-change-payer = { $reference }: they asked for a change. Please do not pay it yet.
card-kept = { $reference }: it stays as it was agreed. There is nothing for you to do.
card-waits = { $reference }: they asked us to wait. It comes back to you when they are ready.
card-waits-payer = { $reference } is on hold: they asked us to wait. { $pounds }, ‘{ $item }’. Please do not pay it yet.
you-agreed-change = Thank you. You agreed the change to { $reference }, { $pounds }.
look-before = Before the change: { $item }, { $pounds }.
look-before-stands = What was agreed before stands until you decide, and after a no.
look-replaces = In the place of { $reference }, which is lost, broken or of no use to them.
trouble-lost = { $reference }: it is lost. They say: { $words } Please see what can be done.
trouble-broken = { $reference }: it is broken. They say: { $words } Please see what can be done.
trouble-no-use = { $reference }: they cannot use it. They say: { $words } Please see what can be done.
remedy-mend = { $reference }: they would like it mended.
remedy-back = { $reference }: they would like to give it back. Money that comes back goes to the fund.
remedy-unsure = { $reference }: please talk with them about what would help.
changed-staff = { $reference }: something has changed for { $name }. They say: { $words }
todo-changed = { $name }: something has changed for them.
