package carillon.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.world.ToolMode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionTest {
    private static final List<ToolMode> MODES = List.of(ToolMode.READ, ToolMode.ASK, ToolMode.AUTO);
    private static final String TABLE = """
            |                     | read     | ask      | auto     |
            | LOOK                | YES      | YES      | YES      |
            | CHANGE_FILES        | NO       | APPROVAL | YES      |
            | HARMLESS_COMMAND    | NO       | APPROVAL | YES      |
            | RISKY_COMMAND       | NO       | APPROVAL | APPROVAL |
            | DESTRUCTIVE_COMMAND | NO       | APPROVAL | NO       |
            | FETCH_PUBLIC        | YES      | YES      | YES      |
            | FETCH_PRIVATE       | APPROVAL | APPROVAL | APPROVAL |
            | CREATE_AGENT        | NO       | APPROVAL | APPROVAL |
            | MCP_READ_ONLY       | YES      | APPROVAL | YES      |
            | MCP                 | NO       | APPROVAL | APPROVAL |
            """;

    @Test
    void everyKindOfCallIsPermittedAsTheTableSays() {
        var seen = EnumSet.noneOf(ToolKind.class);

        for (String line : TABLE.lines().skip(1).toList()) {
            List<String> cells =
                    Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList();
            ToolKind kind = ToolKind.valueOf(cells.getFirst());
            seen.add(kind);
            for (int i = 0; i < MODES.size(); i++) {
                assertThat(Permission.of(kind, MODES.get(i)))
                        .as(kind + " in " + MODES.get(i))
                        .isEqualTo(Permission.valueOf(cells.get(1 + i)));
            }
        }

        assertThat(seen).isEqualTo(EnumSet.allOf(ToolKind.class));
    }
}
