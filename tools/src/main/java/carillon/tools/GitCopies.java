package carillon.tools;

import carillon.core.id.ChatId;
import carillon.core.text.Beginning;
import carillon.engine.spi.WorkspaceCopies;
import carillon.tools.Git.Command;
import carillon.tools.files.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Copies of a workspace that single chats have for themselves, as Git work trees in the program's own folder. What is
 * changed in one reaches the workspace when a person merges it, and no other copy ever. Safe for many threads, one at a
 * time for each chat. An interrupt ends the Git that runs.
 *
 * @see <a href="https://git-scm.com/docs/git-worktree">git-worktree</a>
 */
final class GitCopies implements WorkspaceCopies {
    private static final int LONGEST_DIFF = 1 << 20;
    private static final int LONGEST_CONFLICT = 4_000;

    private final Path dataFolder;
    private final OwnWorkspaces workspaces;
    private final Git git;

    /**
     * @param dataFolder  the program's own folder, in which the copies lie
     * @param environment of this process; Git gets a few harmless variables of it
     */
    GitCopies(Path dataFolder, Map<String, String> environment) {
        this.dataFolder = dataFolder;
        this.workspaces = new OwnWorkspaces(dataFolder);
        this.git = new Git(environment);
    }

    /** Where the copy of a chat lies, or would lie. */
    @Override
    public Path folder(ChatId chat) {
        return workspaces.copy(chat);
    }

    /**
     * Copies the workspace as it is now, with what is not committed and without what Git ignores.
     *
     * @param workspace the top folder of a Git repository
     * @throws CopyException if there is a copy already, or no repository; nothing is left behind
     */
    @Override
    public void create(ChatId chat, Path workspace) throws CopyException, InterruptedException {
        Path root = repository(workspace);
        Path copy = folder(chat);
        git.succeed(
                Command.in(root, "worktree", "add", "--quiet", "--no-checkout", "--detach", copy.toString(), "HEAD"));
        try {
            String index = git.succeed(Command.in(copy, "rev-parse", "--path-format=absolute", "--git-path", "index"))
                    .text();
            git.succeed(Command.in(root, "add", "--all").withIndex(index));
            git.succeed(Command.in(copy, "reset", "--quiet", "--hard", snapshot(copy)));
            git.succeed(Command.in(copy, "update-ref", base(chat), "HEAD"));
        } catch (CopyException | InterruptedException | RuntimeException e) {
            removeFrom(root, chat);
            throw e;
        }
    }

    /**
     * What the copy has that it did not have when it was made, or merged last: a unified diff, at most a million
     * characters, empty when there is nothing.
     */
    @Override
    public String changes(ChatId chat) throws CopyException, InterruptedException {
        String diff = patch(chat).text();
        return diff.length() <= LONGEST_DIFF
                ? diff
                : Beginning.of(diff, LONGEST_DIFF) + "\n[The diff was cut; there is more.]";
    }

    /** Brings the changes of the copy into the workspace, all or none of them. */
    @Override
    public Merge merge(ChatId chat, Path workspace) throws CopyException, InterruptedException {
        String patch = patch(chat).bytes();
        if (patch.isEmpty()) return new Merge.NoChanges();
        Git.Output applied = git.run(Command.in(repository(workspace), "apply", "--whitespace=nowarn", "-")
                .reading(patch));
        if (applied.exit() != 0) return new Merge.Conflict(Beginning.of(applied.text(), LONGEST_CONFLICT));
        Path copy = folder(chat);
        git.succeed(Command.in(copy, "update-ref", base(chat), snapshot(copy)));
        return new Merge.Done();
    }

    /** Deletes the copy with all that was not merged; nothing happens when there is none. */
    @Override
    public void remove(ChatId chat) throws CopyException, InterruptedException {
        if (!workspaces.hasCopy(chat)) return;
        Git.Output repository =
                git.run(Command.in(folder(chat), "rev-parse", "--path-format=absolute", "--git-common-dir")
                        .withoutErrors());
        if (repository.exit() == 0) removeFrom(Path.of(repository.text()), chat);
        if (!workspaces.hasCopy(chat)) return;
        try {
            workspaces.deleteCopy(chat);
        } catch (IOException e) {
            throw new CopyException("The copy cannot be deleted: " + e.getMessage());
        }
    }

    private void removeFrom(Path repository, ChatId chat) throws CopyException, InterruptedException {
        git.run(Command.in(
                repository,
                "worktree",
                "remove",
                "--force",
                "--force",
                folder(chat).toString()));
        git.succeed(Command.in(repository, "worktree", "prune"));
        git.succeed(Command.in(repository, "update-ref", "-d", base(chat)));
    }

    @Override
    public Set<ChatId> chats() {
        return workspaces.copied();
    }

    private Git.Output patch(ChatId chat) throws CopyException, InterruptedException {
        Path copy = folder(chat);
        git.succeed(Command.in(copy, "add", "--all"));
        return git.succeed(Command.in(
                        copy,
                        "diff",
                        "--cached",
                        "--binary",
                        "--no-color",
                        "--no-ext-diff",
                        "--no-textconv",
                        "--no-renames",
                        "--unified=3",
                        "--src-prefix=a/",
                        "--dst-prefix=b/",
                        base(chat))
                .withoutErrors());
    }

    /** A commit of what the copy's index holds, on top of none of its branches. */
    private String snapshot(Path copy) throws CopyException, InterruptedException {
        String tree =
                git.succeed(Command.in(copy, "write-tree").withoutErrors()).text();
        return git.succeed(Command.in(copy, "commit-tree", tree, "-p", "HEAD", "-m", "Copy of a workspace")
                        .withoutErrors())
                .text();
    }

    private Path repository(Path workspace) throws CopyException, InterruptedException {
        Path root = canonical(workspace);
        boolean committed = git.run(Command.in(root, "rev-parse", "--verify", "--quiet", "HEAD"))
                        .exit()
                == 0;
        if (!committed) {
            throw new CopyException(
                    "The workspace is no Git repository with a commit. Make it one with 'git init' and 'git commit'.");
        }
        String top = git.succeed(
                        Command.in(root, "rev-parse", "--show-toplevel").withoutErrors())
                .text();
        if (!Path.of(top).equals(root)) {
            throw new CopyException(
                    "The workspace is a folder inside the repository " + top + ". Only a whole one can be copied.");
        }
        return root;
    }

    private Path canonical(Path folder) throws CopyException {
        try {
            Workspace workspace = Workspace.at(folder, dataFolder);
            if (!workspace.holdsDataFolder()) return workspace.folder();
            throw new CopyException("The workspace holds the program's own data folder and cannot be copied.");
        } catch (IOException e) {
            throw new CopyException(String.valueOf(e.getMessage()));
        }
    }

    private static String base(ChatId chat) {
        return "refs/carillon/copies/" + chat.value();
    }
}
