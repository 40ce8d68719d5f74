"""Holds a signed bundle to the rules of Maven Central. It prints what is wrong, and ends with 1.

usage: check-bundle.py BUNDLE
"""

import hashlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

NEEDED = ["name", "description", "url", "licenses/license/name", "licenses/license/url", "developers/developer/name"]
NEEDED += ["scm/connection", "scm/developerConnection", "scm/url"]
SUMS = {".md5": hashlib.md5, ".sha1": hashlib.sha1}


def wrong_with(files):
    """A line for each rule that is not kept."""
    main = [name for name in files if not name.endswith((*SUMS, ".asc"))]
    poms = [name for name in main if name.endswith(".pom")]
    if not poms:
        yield "there is no pom"
    for pom in poms:
        yield from wrong_with_pom(pom, files[pom])
        for end in (".jar", "-sources.jar", "-javadoc.jar"):
            if pom.removesuffix(".pom") + end not in files:
                yield f"{pom} has no {end}"
    for name in main:
        for end, hashed in SUMS.items():
            if files.get(name + end, b"").decode().strip() != hashed(files[name]).hexdigest():
                yield f"{name}{end} is not its sum"
        if not is_signed(files[name], files.get(name + ".asc", b"")):
            yield f"{name}.asc is not its signature"


def wrong_with_pom(path, text):
    pom = ElementTree.fromstring(text)
    group, artifact, version = (value(pom, name) for name in ("groupId", "artifactId", "version"))
    if path != f"{group.replace('.', '/')}/{artifact}/{version}/{artifact}-{version}.pom":
        yield f"{path} is not the place of {group}:{artifact}:{version}"
    if version.endswith("-SNAPSHOT") or "$" in group + artifact + version:
        yield f"{version} is no version of a release"
    yield from (f"{path} has no {name}" for name in NEEDED if not value(pom, name))


def value(pom, path):
    return (pom.findtext("/".join("{*}" + step for step in path.split("/"))) or "").strip()


def is_signed(data, signature):
    with tempfile.NamedTemporaryFile() as file, tempfile.NamedTemporaryFile(suffix=".asc") as sign:
        file.write(data)
        sign.write(signature)
        file.flush()
        sign.flush()
        return subprocess.run(["gpg", "--batch", "--verify", sign.name, file.name], capture_output=True).returncode == 0


with zipfile.ZipFile(sys.argv[1]) as bundle:
    problems = list(wrong_with({name: bundle.read(name) for name in bundle.namelist() if not name.endswith("/")}))
sys.exit("\n".join(problems) or None)
