# Runs a program that must not outlive the process which holds our standard input open. Prints the program's process id;
# what the program prints goes to standard error. At the end of the input, however the holder ended, the program is killed.
exec 3<&0 </dev/null
"$@" >&2 3<&- &
program=$!
(
  while read -r ignored; do :; done
  kill -KILL "$program"
) <&3 >/dev/null 2>&1 3<&- &
watcher=$!
exec 3<&-
echo "$program"
wait "$program"
kill -KILL "$watcher" 2>/dev/null
