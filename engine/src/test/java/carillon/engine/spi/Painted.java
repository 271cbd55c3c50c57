package carillon.engine.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import carillon.core.tool.ImageType;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import java.util.List;
import java.util.Optional;

/** Pictures for tests of what never looks at them. */
public final class Painted {
    private Painted() {}

    /** Another one for another text. */
    public static Picture picture(String text) {
        return Picture.of(ImageType.PNG, 3, 2, text.getBytes(UTF_8));
    }

    /** What a tool gives that shows it. */
    public static ToolReturn result(Picture picture) {
        return new ToolReturn(
                ToolOutcome.RETURNED, "seen", Optional.empty(), List.of(picture.image()), Optional.empty());
    }
}
