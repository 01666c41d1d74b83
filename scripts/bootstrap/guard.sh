#!/bin/sh
# Ends what a supervisor started, should the supervisor itself be killed: its end of our stdin closes then.
# Reads lines: "app PID", "store PID" (started, leader of its own group), "gone PID", "bye" (all ended in order).
# Usage: guard.sh SECONDS, the time the apps get before SIGKILL.
trap '' INT HUP TERM QUIT
grace=$1 apps='' stores=''

without() {
  kept=''
  for pid in $1; do [ "$pid" = "$2" ] || kept="$kept $pid"; done
  printf %s "$kept"
}

# end SECONDS PID...
end() {
  rounds=$(($1 * 5))
  shift
  for pid; do kill -s TERM "$pid" 2>/dev/null; done
  while [ "$rounds" -gt 0 ]; do
    alive=''
    for pid; do kill -s 0 -- "-$pid" 2>/dev/null && alive=yes; done
    [ -n "$alive" ] || return
    rounds=$((rounds - 1))
    sleep 0.2
  done
  for pid; do kill -s KILL -- "-$pid" 2>/dev/null; done
}

while read -r word pid; do
  case $word in
    app) apps="$apps $pid" ;;
    store) stores="$stores $pid" ;;
    gone) apps=$(without "$apps" "$pid") stores=$(without "$stores" "$pid") ;;
    bye) exit 0 ;;
  esac
done

# Lists of numbers: to be split.
# shellcheck disable=SC2086
end "$grace" $apps
# shellcheck disable=SC2086
end 10 $stores
