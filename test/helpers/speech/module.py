#!/usr/bin/python3
"""A speech-dispatcher output module that writes what would be spoken to a file instead.

It speaks the module protocol on standard input and output (speech-dispatcher's
"module_main" text protocol) and appends one JSON object a line to the file named by its
first argument's only line: {"uptime": seconds, "kind": "SPEAK|CHAR|KEY|SOUND_ICON|STOP", "text": "…",
"voice": {"rate": "2", "volume": "100", "language": "en"}}, on speech-dispatcher's scales.
"""
import html
import json
import re
import sys

LOG = open(open(sys.argv[1]).read().strip(), "a", buffering=1, encoding="utf-8")


def uptime():
    with open("/proc/uptime", encoding="ascii") as file:
        return float(file.read().split()[0])


VOICE = {}


def log(kind, text=""):
    plain = html.unescape(re.sub(r"<[^>]*>", "", text)).strip()
    print(json.dumps({"uptime": uptime(), "kind": kind, "text": plain, "voice": VOICE}, ensure_ascii=False), file=LOG)


def answer(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def read_block():
    lines = []
    for line in sys.stdin:
        if line.rstrip("\n") == ".":
            break
        lines.append(line[1:] if line.startswith("..") else line)
    return "".join(lines)


def main():
    for line in sys.stdin:
        command = line.strip()
        if command == "INIT":
            answer("299-ready\n299 OK LOADED SUCCESSFULLY")
        elif command == "AUDIO":
            answer("207 OK RECEIVING AUDIO SETTINGS")
            read_block()
            answer("203 OK AUDIO INITIALIZED")
        elif command == "LOGLEVEL":
            answer("207 OK RECEIVING LOGLEVEL SETTINGS")
            read_block()
            answer("203 OK LOG LEVEL SET")
        elif command == "SET":
            answer("203 OK RECEIVING SETTINGS")
            for setting in read_block().splitlines():
                name, _, value = setting.partition("=")
                if name in ("rate", "volume", "language"):
                    VOICE[name] = value
            answer("203 OK SETTINGS RECEIVED")
        elif command in ("SPEAK", "CHAR", "KEY", "SOUND_ICON"):
            answer("202 OK RECEIVING MESSAGE")
            log(command, read_block())
            answer("200 OK SPEAKING")
            answer("701 BEGIN\n702 END")
        elif command.startswith("LIST VOICES"):
            answer("200-textlog\ten\tnone\n200 OK VOICE LIST SENT")
        elif command == "STOP":
            log("STOP")
        elif command == "PAUSE":
            pass
        elif command.startswith("DEBUG"):
            answer("200 OK DEBUGGING")
        elif command == "QUIT":
            answer("210 OK QUIT")
            return
        else:
            answer("300 ERR UNKNOWN COMMAND")


if __name__ == "__main__":
    main()
