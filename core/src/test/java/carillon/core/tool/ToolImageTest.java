package carillon.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import carillon.core.id.ImageId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolImageTest {
    private static final ImageId ID = new ImageId("abc");

    @Test
    void anImageIsNoLargerThanABrowserCanTake() {
        assertThat(image(ToolImage.MOST_BYTES, 5_000, 5_000).bytes()).isEqualTo(ToolImage.MOST_BYTES);
        assertThatIllegalArgumentException().isThrownBy(() -> image(ToolImage.MOST_BYTES + 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> image(1, 5_001, 5_000));
        assertThatIllegalArgumentException().isThrownBy(() -> image(1, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> image(1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> image(0, 1, 1));
    }

    @Test
    void aResultHasNoMoreImagesThanItMay() {
        assertThat(with(ToolReturn.MOST_IMAGES).images()).hasSize(ToolReturn.MOST_IMAGES);
        assertThatIllegalArgumentException().isThrownBy(() -> with(ToolReturn.MOST_IMAGES + 1));
    }

    private static ToolReturn with(int images) {
        List<ToolImage> all = Collections.nCopies(images, image(1, 1, 1));
        return new ToolReturn(ToolOutcome.RETURNED, "", Optional.empty(), all, Optional.empty());
    }

    private static ToolImage image(int bytes, int width, int height) {
        return new ToolImage(ID, ImageType.PNG, bytes, width, height);
    }
}
