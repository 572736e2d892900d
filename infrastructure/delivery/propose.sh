#!/usr/bin/env bash
# Commits what a release wrote (lock file, API documents, digests of migrations) on a branch and opens a pull request for it.
#
#   propose.sh TAG BASE
#
# Where gh is missing, the branch is there and the pull request is not.
set -euo pipefail
cd "$(dirname "$0")/../.."
tag=${1:?usage: propose.sh TAG BASE} base=${2:?usage: propose.sh TAG BASE}
subject="Lock the images of $tag"
body="Written by the release: digests of its images, its API documents and its migrations. Merging this deploys nothing by itself; a cluster that follows the branch takes it over."

git config user.name "release"
git config user.email "release@users.noreply.github.com"
git switch --create "release/$tag"
git add infrastructure/kubernetes/components/released-images docs/reference/openapi '*/src/test/resources/db/released.sha256'
git commit -q -m "$subject" -m "$body"
git push origin "release/$tag"
if command -v gh >/dev/null; then
  gh pr create --head "release/$tag" --base "$base" --title "$subject" --body "$body"
else
  echo "propose.sh: gh is missing: open the pull request of release/$tag by hand" >&2
fi
