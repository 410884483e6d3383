#!/bin/sh
# A server in a container is for others: the image that this one stands in for lets them in without a password too.
set -eu

if [ "$(id -u)" = 0 ]; then
    echo >&2 'this stand-in changes no user by itself: start it as redis'
    exit 1
fi
umask 0077
[ "$1" != redis-server ] || set -- "$@" --protected-mode no
exec "$@"
