# Whether it helped: counts for everybody who signs, one person's answers for their own care team.

outcome-count = Of { $people } people who asked for this, { $helped } said it helped. We count those who told us.
outcome-few = Of { $people } people who asked for this, fewer than 8 said it helped. We count those who told us.
card-outcome = { $reference }: there are new check-in answers.
outcome-head = What they told us. Only their care team sees this.
outcome-start = At the start:
outcome-after = After { $months ->
    [1] one month
   *[other] { $months } months
 }:
outcome-helped = Has it helped? { $how ->
    [lot] A lot.
    [bit] A bit.
    [unused] Not used it.
   *[no] No.
 }
outcome-goal = How close to the goal: { $number } of 10{ $late ->
    [late] , given after it came
   *[other] { "" }
 }.
outcome-satisfied = How pleased they are with life: { $number } of 10.
outcome-worthwhile = How far what they do feels worth it: { $number } of 10.
outcome-happy = How happy they felt the day before: { $number } of 10.
outcome-anxious = How anxious they felt the day before: { $number } of 10. Here low is good.
