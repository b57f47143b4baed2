#!/bin/sh
# Creates the namespace TEMPORAL_NAMESPACE where it is missing, and ends when the server at TEMPORAL_ADDRESS answers for it.
set -eu

tries=0
until temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; do
  tries=$((tries + 1))
  if [ "$tries" -gt 60 ]; then
    echo "The namespace $TEMPORAL_NAMESPACE could not be created at $TEMPORAL_ADDRESS within a minute; see the server's log." >&2
    exit 1
  fi
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 72h || sleep 1
done
echo "namespace $TEMPORAL_NAMESPACE is there"
