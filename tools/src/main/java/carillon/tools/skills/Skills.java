package carillon.tools.skills;

import static java.nio.charset.StandardCharsets.UTF_8;

import carillon.core.id.ChatId;
import carillon.engine.spi.SkillLine;
import carillon.engine.spi.ToolPlace;
import carillon.tools.call.Tool;
import carillon.tools.call.ToolSource;
import carillon.tools.files.Entry;
import carillon.tools.files.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The skills of a place: folders with a {@code SKILL.md} in the workspace's {@code .agents/skills} and
 * {@code .carillon/skills}, and in the person's own folder; the nearer of two with one id wins. They are read anew each
 * time. Safe for many threads.
 */
public final class Skills implements ToolSource {
    static final int MOST_BYTES = 256 << 10;

    private static final int MOST_SKILLS = 200;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final List<String> IN_WORKSPACE = List.of(".agents/skills", ".carillon/skills");
    private static final List<String> IN_PERSONS_FOLDER = List.of(".");

    private final Path dataFolder;
    private final Path personsFolder;
    private final List<Tool> tools = List.of(new LoadSkill(this));

    /**
     * @param dataFolder    the program's own, which is never within reach
     * @param personsFolder the person's own skills
     */
    public Skills(Path dataFolder, Path personsFolder) {
        this.dataFolder = dataFolder;
        this.personsFolder = personsFolder;
    }

    /** By id; what has no readable front matter is left out. */
    public List<SkillLine> lines(ToolPlace place) {
        return found(place).entrySet().stream()
                .map(skill -> new SkillLine(skill.getKey(), skill.getValue().description()))
                .toList();
    }

    Optional<SkillText> find(ToolPlace place, String id) {
        return Optional.ofNullable(found(place).get(id));
    }

    @Override
    public List<Tool> tools(ToolPlace place) {
        return tools;
    }

    @Override
    public void forget(ChatId chat) {
        // nothing is remembered
    }

    private Map<String, SkillText> found(ToolPlace place) {
        var found = new TreeMap<String, SkillText>();
        addFrom(place.workspace(), IN_WORKSPACE, folder -> Workspace.at(folder, dataFolder), found);
        addFrom(personsFolder, IN_PERSONS_FOLDER, Workspace::ownFolder, found);
        return found;
    }

    @FunctionalInterface
    private interface Entrance {
        Workspace at(Path folder) throws IOException;
    }

    /** Most folders have no skills, and to enter one costs a good deal. */
    private static void addFrom(Path folder, List<String> within, Entrance entrance, Map<String, SkillText> found) {
        List<String> there = within.stream()
                .filter(skills -> Workspace.mayHold(folder, skills))
                .toList();
        if (there.isEmpty()) return;
        try {
            Workspace workspace = entrance.at(folder);
            for (String skills : there) addFrom(workspace, skills, found);
        } catch (IOException _) {
            // what cannot be used has no skills
        }
    }

    private static void addFrom(Workspace workspace, String folder, Map<String, SkillText> found) {
        List<Entry> entries;
        try {
            entries = workspace.list(workspace.find(folder, Workspace.Use.READ));
        } catch (IOException _) {
            return;
        }
        for (Entry entry : entries) {
            if (found.size() >= MOST_SKILLS) return;
            if (!ID.matcher(entry.name()).matches() || found.containsKey(entry.name())) continue;
            read(workspace, folder + "/" + entry.name() + "/SKILL.md")
                    .ifPresent(skill -> found.put(entry.name(), skill));
        }
    }

    private static Optional<SkillText> read(Workspace workspace, String path) {
        try {
            return workspace
                    .read(workspace.find(path, Workspace.Use.READ), MOST_BYTES)
                    .flatMap(bytes -> SkillText.of(new String(bytes, UTF_8)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
