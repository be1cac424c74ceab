# Runs a program that must not outlive the process which holds our standard input open.
#
#   $1 file for the program's process id    $2 file for its output    $3... the program and its arguments
#
# Prints the program's process id, ends when the program ends, with its exit status.
# At the end of the input (the holder closed it, or died in any way) the program gets TERM, and KILL one second later.
# The watcher is a process of its own, so that the promise holds even if this shell is killed.
pid_file=$1
log_file=$2
shift 2

trap '' INT HUP
exec 3<&0 </dev/null
"$@" >>"$log_file" 2>&1 3<&- &
program=$!
trap '' TERM
echo "$program" >"$pid_file"

(
  while read -r ignored; do :; done
  kill -TERM "$program"
  polls=0
  while [ "$polls" -lt 10 ] && kill -0 "$program"; do
    sleep 0.1
    polls=$((polls + 1))
  done
  kill -KILL "$program"
) <&3 >/dev/null 2>&1 3<&- &
watcher=$!

exec 3<&-
echo "$program"
wait "$program"
status=$?
rm -f "$pid_file"
kill -KILL "$watcher" 2>/dev/null
exit "$status"
