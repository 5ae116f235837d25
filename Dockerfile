# The archive in a container: the editor is bundled, the data are checked, the site is built, nginx
# serves it on port 8080 without privileges.
#   docker build -t archive . && docker run -p 8080:8080 archive
#
# Digests of the tags' indexes as public projects have them, August 2026: node's in
# aevum-labs/aevum, python's (3.11.16) in stbenjam/skillsaw, nginx's (1.28.2) in
# nikhil-ghind/crewquarters, each in eight others at least; of nginx no log of a build was seen.
# `scripts/pin_images` asks the registry for newer ones.

FROM node:20-slim@sha256:2cf067cfed83d5ea958367df9f966191a942351a2df77d6f0193e162b5febfc0 AS editor
WORKDIR /archive/admin
COPY admin/package.json admin/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY admin/ ./
RUN node build.mjs /bundle

FROM python:3.11-slim@sha256:9c900dea9e8fb7e16277c179b555cc72d29a352dbc33cff48ad5a0412fd5bfc7 AS site
WORKDIR /archive
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . ./
COPY --from=editor /bundle scripts/aidstories/site/cms
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e .
RUN aidstories check && aidstories verify && aidstories build --quiet
RUN deploy/compress site

FROM nginxinc/nginx-unprivileged:1.28-alpine@sha256:7377697a821c131a924a7105fafbe7414db4e9fcc77a6f08f776f33f141ec3f8
COPY deploy/nginx.conf /etc/nginx/conf.d/default.conf
COPY --from=site /archive/site /usr/share/nginx/html
EXPOSE 8080
HEALTHCHECK CMD wget -q -O /dev/null http://127.0.0.1:8080/ || exit 1
