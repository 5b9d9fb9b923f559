"""One page of every type of the project's own site."""

POSTMORTEM = "postmortems/2019-07-02-cloudflare-waf-regex.html"

PAGE_TYPES = (
    "index.html",
    "archive.html",
    "archive.html?q=dns+resolver&cause=missing-safeguard",
    "archive.html?q=zzzzqqqq",
    POSTMORTEM,
    "services.html",
    "services/aws-ec2.html",
    "causes.html",
    "causes/config-change.html",
    "severities/sev1.html",
    "teams/cloudflare.html",
    "years/2019.html",
    "tags.html",
    "triggers.html",
    "detections.html",
    "detections/monitoring.html",
    "actions.html",
    "trends.html",
    "guide/write.html",
    "reference/format.html",
    "404.html",
)
"""Addresses below the site's root."""
