#!/usr/bin/env bash
# Builds the three images and puts web, socket and worker on Cloud Run. What it needs and expects: README.md, beside this.
set -euo pipefail

need() {
  if [ -z "${!1:-}" ]; then
    echo "deploy.sh: set $1 ($2)" >&2
    exit 2
  fi
}
need PROJECT_ID 'the Google Cloud project'
need REGION 'such as europe-west1'
need WEB_PUBLIC_URL 'https address of the pages'
need SOCKET_PUBLIC_URL 'https address of the socket server'
command -v gcloud > /dev/null || { echo 'deploy.sh: gcloud is not installed; see https://cloud.google.com/sdk' >&2; exit 2; }

cd "$(dirname "$0")/../.."
registry="${REGISTRY:-$REGION-docker.pkg.dev/$PROJECT_ID/jobwire}"
tag="${TAG:-$(git rev-parse --short HEAD)}"
common=(--project "$PROJECT_ID" --region "$REGION" --quiet)
# By name: a secret among the arguments would show in every list of processes.
secrets=JWT_SECRET=jobwire-jwt-secret:latest,DATABASE_URL=jobwire-database-url:latest,REDIS_URL=jobwire-redis-url:latest
[ -z "${MORE_SECRETS:-}" ] || secrets="$secrets,$MORE_SECRETS"
# ^|^ parts the settings, since an allow list of origins holds commas.
settings="^|^NODE_ENV=production|HOST=0.0.0.0|WEB_PUBLIC_URL=$WEB_PUBLIC_URL|SOCKET_PUBLIC_URL=$SOCKET_PUBLIC_URL|CORS_ORIGIN=${CORS_ORIGIN:-}|TRUST_PROXY=true"
[ -z "${MORE_SETTINGS:-}" ] || settings="$settings|$MORE_SETTINGS"
# Redis and Postgres have private addresses: the way to them is a VPC connector or direct egress.
[ -z "${VPC_ARGS:-}" ] || read -r -a vpc <<< "$VPC_ARGS"
vpc=("${vpc[@]:-}")
[ -n "${vpc[0]}" ] || vpc=()

for part in web socket worker; do
  gcloud builds submit . --project "$PROJECT_ID" --quiet --config deploy/cloud-run/build.yaml \
    --substitutions "_PART=$part,_IMAGE=$registry/$part:$tag"
done

gcloud run jobs deploy jobwire-prepare "${common[@]}" --image "$registry/worker:$tag" \
  --command node --args prepare.mjs --set-secrets "$secrets" --set-env-vars "$settings" "${vpc[@]}"
gcloud run jobs execute jobwire-prepare "${common[@]}" --wait

# --no-cpu-throttling: work goes on between requests, and a socket is one request that lasts.
gcloud run deploy jobwire-worker "${common[@]}" --image "$registry/worker:$tag" --port 3002 \
  --no-allow-unauthenticated --no-cpu-throttling --min-instances "${WORKER_INSTANCES:-1}" \
  --set-secrets "$secrets" --set-env-vars "$settings|WORKER_PORT=3002|WORKER_GRACE_MS=8000" "${vpc[@]}"
gcloud run deploy jobwire-socket "${common[@]}" --image "$registry/socket:$tag" --port 3001 \
  --allow-unauthenticated --no-cpu-throttling --min-instances 1 --concurrency 1000 --timeout 3600 \
  --set-secrets "$secrets" --set-env-vars "$settings|SOCKET_PORT=3001" "${vpc[@]}"
gcloud run deploy jobwire-web "${common[@]}" --image "$registry/web:$tag" --port 3000 \
  --allow-unauthenticated --min-instances 1 \
  --set-secrets "$secrets" --set-env-vars "$settings" "${vpc[@]}"
