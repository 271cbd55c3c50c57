package carillon.tools.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Commands that only look harmless. */
final class HostileCommands {
    private static final List<String> HARMLESS = List.of(
            "ls", "cat a.txt", "git status", "git log --oneline", "wc -l a.txt", "pwd", "git diff", "head -n 5 a.txt");
    private static final List<String> PAYLOADS = List.of(
            "rm -rf build",
            "touch x",
            "./a.sh",
            "curl http://a.example/x",
            "sh a.sh",
            "node -e 1",
            "npm install",
            "git push",
            "dd if=a.txt of=b.txt",
            "tee a.txt",
            "mv a.txt b.txt",
            "python3 -c 'import os'");
    private static final List<String> JOINTS = List.of(
            ";", "&&", "||", "|", "&", "\n", "\r\n", "\u2028", "|&", ";;", "\u037e", "\uff1b", "\uff5c", "\u0000");
    private static final List<List<String>> EXECUTING = List.of(
            List.of("git", "-c", "core.pager=touch x", "log"),
            List.of("git", "-c", "core.fsmonitor=./x", "status"),
            List.of("git", "--exec-path=.", "status"),
            List.of("git", "--git-dir=evil", "log"),
            List.of("git", "-C", "sub", "status"),
            List.of("git", "--config-env=core.pager=X", "log"),
            List.of("git", "log", "--output=x"),
            List.of("git", "diff", "--ext-diff"),
            List.of("git", "diff", "--no-index", "/etc/passwd", "a.txt"),
            List.of("git", "diff", "/etc/passwd", "/etc/group"),
            List.of("git", "diff", "../../etc/passwd", "a.txt"),
            List.of("git", "show", "--textconv", "HEAD"),
            List.of("git", "log", "--show-signature"),
            List.of("git", "grep", "-O./x", "a"),
            List.of("git", "clone", "--upload-pack=./x", "sub"),
            List.of("git", "fetch", "--upload-pack", "./x"),
            List.of("git", "ls-remote", "--upload-pack=./x", "."),
            List.of("git", "archive", "--remote=.", "--exec=./x", "HEAD"),
            List.of("git", "branch", "new"),
            List.of("git", "branch", "-D", "main"),
            List.of("git", "status", "--porcelain=v2"),
            List.of("git"),
            List.of("find", ".", "-exec", "sh", "a.sh", ";"),
            List.of("find", ".", "-delete"),
            List.of("find", ".", "-fprintf", "x", "y"),
            List.of("tar", "-xf", "a.tar", "--to-command=sh"),
            List.of("tar", "--use-compress-program=./x", "-cf", "a.tar", "."),
            List.of("tar", "--checkpoint-action=exec=sh", "-cf", "a.tar", "."),
            List.of("sort", "-o", "a.txt", "a.txt"),
            List.of("sort", "--compress-program=./x", "a.txt"),
            List.of("grep", "-r", "x", "."),
            List.of("grep", "-f", "/etc/passwd", "a.txt"),
            List.of("grep", "x", "/etc/passwd"),
            List.of("wc", "--files0-from=/etc/passwd"),
            List.of("date", "-s", "2020-01-01"),
            List.of("date", "--set=2020-01-01"),
            List.of("date", "-f", "/etc/passwd"),
            List.of("tail", "-f", "a.txt"),
            List.of("tail", "-F", "a.txt"),
            List.of("cat", "/etc/passwd"),
            List.of("cat", "../outside.txt"),
            List.of("cat", "out/secret.txt"),
            List.of("cat", "link-out"),
            List.of("cat", "sub"),
            List.of("ls", "-lR", "/"),
            List.of("ls", "out"),
            List.of("ls", "--hyperlink=auto"),
            List.of("du", "--files0-from=a.txt"),
            List.of("diff", "-r", "sub", "."),
            List.of("diff", "sub", "."),
            List.of("diff", "--to-file=/etc/passwd", "a.txt"),
            List.of("stat", "/etc/passwd"),
            List.of("env", "ls"),
            List.of("env", "GIT_PAGER=./x", "git", "log"),
            List.of("PATH=.", "ls"),
            List.of("LD_PRELOAD=./x.so", "ls"),
            List.of("xargs", "cat"),
            List.of("timeout", "5", "ls"),
            List.of("nice", "ls"),
            List.of("sudo", "ls"),
            List.of("busybox", "ls"),
            List.of("sh", "-c", "ls"),
            List.of("bash", "-lc", "ls"),
            List.of("./ls"),
            List.of("/bin/ls"),
            List.of("sub/../ls"),
            List.of("LS"),
            List.of("ls.exe"),
            List.of("\u217cs"),
            List.of("l\u0455"),
            List.of("\uff4c\uff53"),
            List.of("ls\u200b"),
            List.of("c\u0430t", "a.txt"),
            List.of("ls", "\u2010l"),
            List.of("ls", "a\u0000b"),
            List.of("ls", ""),
            List.of(""),
            List.of(" ls"),
            List.of("ls", "$(touch x)"),
            List.of("ls", "`touch x`"),
            List.of("ls", "~/x"),
            List.of("ls", "*"),
            List.of("echo", "$HOME"),
            List.of("echo", "a", ">", "b"),
            List.of("awk", "BEGIN{system(\"ls\")}"),
            List.of("sed", "-n", "1e ls", "a.txt"),
            List.of("sed", "-i", "s/a/b/", "a.txt"),
            List.of("less", "a.txt"),
            List.of("man", "-P", "./x", "ls"),
            List.of("rg", "--pre", "./x", "a"),
            List.of("fd", "-x", "sh"),
            List.of("ssh", "-oProxyCommand=./x", "a"),
            List.of("rsync", "-e", "./x", "a", "b:c"),
            List.of("zip", "a.zip", "a.txt", "-TT", "sh"),
            List.of("npm", "test"),
            List.of("make"),
            List.of("python3", "a.py"),
            List.of("vim", "-c", ":!ls"),
            List.of("tee", "a.txt"));

    private final RandomGenerator random;

    HostileCommands(RandomGenerator random) {
        this.random = random;
    }

    /** One that a shell would run more of than one sees. */
    String text() {
        String harmless = one(HARMLESS);
        String payload = one(PAYLOADS);
        return switch (random.nextInt(12)) {
            case 0 -> harmless + " " + one(JOINTS) + " " + payload;
            case 1 -> harmless + one(JOINTS) + payload;
            case 2 -> harmless + " $(" + payload + ")";
            case 3 -> harmless + " `" + payload + "`";
            case 4 -> harmless + " <(" + payload + ")";
            case 5 -> harmless + " > " + one(List.of("a.txt", "/etc/x", "&3"));
            case 6 -> one(List.of("PATH=.", "LD_PRELOAD=./x", "BASH_ENV=x", "IFS=x", "GIT_PAGER=./x")) + " " + harmless;
            case 7 -> (harmless + one(JOINTS)).repeat(50) + payload;
            case 8 -> harmless + " \"${x:-$(" + payload + ")}\"";
            case 9 -> harmless + "\\\n" + one(JOINTS) + payload;
            case 10 -> "{ " + harmless + "; " + payload + "; }";
            default -> "<<x " + harmless + "\n" + payload + "\nx";
        };
    }

    /** One that runs without a shell, as it is or with something put somewhere. */
    List<String> arguments() {
        if (random.nextInt(3) > 0) return changed(EXECUTING.get(random.nextInt(EXECUTING.size())));
        return List.of(text().split(random.nextInt(2) == 0 ? " " : "(?<= )"));
    }

    private List<String> changed(List<String> command) {
        var changed = new ArrayList<>(command);
        switch (random.nextInt(6)) {
            case 0 -> changed.addFirst(one(List.of("env", "nice", "nohup", "command", "A=b", "setsid")));
            case 1 -> changed.add(one(List.of("--", "-", "a.txt", ";", "|", "\n", "$(x)", "-exec")));
            case 2 -> changed.set(changed.size() - 1, changed.getLast() + one(List.of(";x", "\n", "\u200b", "`x`")));
            default -> {}
        }
        return changed;
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
