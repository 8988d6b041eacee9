#!/usr/bin/env bash
# A MariaDB Galera cluster of three nodes on loopback, for trying Cartwright on it (docs/operations.md, "A cluster").
#   .config/galera.sh start FOLDER   nodes at 127.0.0.1:4407, 4408, 4409, root without a password; their data in FOLDER
#   .config/galera.sh kill FOLDER N  kill -9 of node N (1 to 3)
#   .config/galera.sh join FOLDER N  starts node N again; it copies what it missed
#   .config/galera.sh stop FOLDER
# Needs Debian's packages mariadb-server, galera-4 and rsync. Never for production: no password, no encryption, one machine.
set -euo pipefail

FIRST_PORT=4406
FIRST_GROUP_PORT=14560
usage() { sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2; }
[ $# -ge 2 ] || usage
command=$1
# rsync gives up root, and could then not write what root owns
user=$(id -un)
[ "$user" != root ] || user=mysql
mkdir -p "$2"
folder=$(cd "$2" && pwd)
provider=$(find /usr/lib -name libgalera_smm.so -print -quit)
[ -n "$provider" ] || { echo "libgalera_smm.so is not there: install Debian's package galera-4"; exit 1; }

port() { echo $((FIRST_PORT + $1)); }
group_port() { echo $((FIRST_GROUP_PORT + 10 * $1)); }
members() { for n in 1 2 3; do printf '%s127.0.0.1:%s' "${sep:-}" "$(group_port "$n")"; sep=,; done; }
query() { mariadb --protocol=tcp --host=127.0.0.1 --port="$(port "$1")" --user=root --batch --skip-column-names -e "$2"; }
synced() { [ "$(query "$1" "select variable_value from information_schema.global_status where variable_name = 'wsrep_local_state_comment'" 2>/dev/null)" = Synced ]; }

launch() {
  local node=$1 data="$folder/node-$1" group
  group=$(group_port "$node")
  shift
  if [ ! -d "$data/mysql" ]; then
    # a server that starts deletes the temporary files of all others in its folder of them
    mkdir -p "$data" "$data.tmp"
    [ "$(id -un)" = "$user" ] || chown "$user" "$data" "$data.tmp"
    mariadb-install-db --no-defaults --user="$user" --datadir="$data" --tmpdir="$data.tmp" --auth-root-authentication-method=normal >/dev/null
  fi
  mariadbd --no-defaults --user="$user" --datadir="$data" --tmpdir="$data.tmp" --socket="$data/mariadb.sock" --pid-file="$data/mariadb.pid" \
    --bind-address=127.0.0.1 --port="$(port "$node")" --binlog-format=ROW --default-storage-engine=InnoDB \
    --innodb-autoinc-lock-mode=2 --innodb-flush-log-at-trx-commit=1 --innodb-buffer-pool-size=128M \
    --wsrep-on=ON --wsrep-provider="$provider" --wsrep-cluster-name=cartwright --wsrep-cluster-address="gcomm://$(members)" \
    --wsrep-node-name="node-$node" --wsrep-node-address="127.0.0.1:$group" --wsrep-sst-method=rsync \
    --wsrep-sst-receive-address="127.0.0.1:$((group + 2))" \
    --wsrep-provider-options="base_port=$group; gmcast.listen_addr=tcp://127.0.0.1:$group; ist.recv_addr=127.0.0.1:$((group + 1)); evs.keepalive_period=PT0.5S; evs.suspect_timeout=PT2S; evs.inactive_timeout=PT5S" \
    "$@" >>"$folder/node-$node.log" 2>&1 &
  local pid=$!
  for _ in $(seq 1 240); do
    if synced "$node"; then return; fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.5
  done
  echo "node $node did not join; see $folder/node-$node.log"
  exit 1
}

pid_of() { cat "$folder/node-$1/mariadb.pid"; }

case $command in
  start)
    launch 1 --wsrep-new-cluster
    launch 2
    launch 3
    for n in 1 2 3; do echo "node $n: mysql://root@127.0.0.1:$(port "$n")/"; done
    ;;
  kill) kill -9 "$(pid_of "${3:?which node}")" ;;
  join) launch "${3:?which node}" ;;
  stop)
    # a node takes its pid file away when it ends, whenever that is; the last one to leave is the one to begin with: all at once here, the data is thrown away
    for n in 3 2 1; do [ ! -f "$folder/node-$n/mariadb.pid" ] || kill "$(pid_of "$n")" 2>/dev/null || true; done
    for _ in $(seq 1 60); do
      pids=$(for n in 1 2 3; do pid_of "$n" 2>/dev/null || true; done)
      [ -n "$pids" ] || break
      # shellcheck disable=SC2086
      kill -0 $pids 2>/dev/null || break
      sleep 0.5
    done
    ;;
  *) usage ;;
esac
