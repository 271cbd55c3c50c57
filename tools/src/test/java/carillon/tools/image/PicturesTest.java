package carillon.tools.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import carillon.core.tool.ImageType;
import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolReturn;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    private final Pictures pictures = new Pictures();

    @Test
    void anImageIsKnownByItsFirstBytes() {
        Drawn.all(640, 480).forEach((what, bytes) -> {
            var one = new Pictures();
            String told = one.take(bytes).orElseThrow(() -> new AssertionError(what));

            ToolImage image = one.shown().getFirst().image();
            assertThat(what).startsWith(image.type().mediaType());
            assertThat(List.of(image.width(), image.height())).as(what).containsExactly(640, 480);
            assertThat(image.bytes()).isEqualTo(bytes.length);
            assertThat(one.shown().getFirst().bytes()).isEqualTo(bytes);
            assertThat(told)
                    .startsWith("[Image 1: " + image.type().mediaType() + ", 640 × 480, ")
                    .endsWith(". The person sees it; you do not.]");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "<!doctype html><img src=x onerror=a()>",
                "GIF89a is how such a file begins.",
                "BM and then a bitmap of some length, which browsers would draw",
                "%PDF-1.7 something longer than any header is, so that nothing is cut off"
            })
    void whatIsNoImageIsNone(String text) {
        assertThat(pictures.take(text.getBytes(UTF_8))).isEmpty();
        assertThat(pictures.shown()).isEmpty();
    }

    @Test
    void aHeaderThatIsCutOffOrBrokenIsNoImage() {
        var random = new Random(7);
        Drawn.all(640, 480).forEach((what, bytes) -> {
            int known = bytes.length;
            while (known > 0 && ImageHeader.of(Arrays.copyOf(bytes, known - 1)).isPresent()) known--;
            assertThat(known).as(what).isGreaterThan(12);
            for (int length = 0; length < known; length++) {
                assertThat(ImageHeader.of(Arrays.copyOf(bytes, length)))
                        .as(what)
                        .isEmpty();
            }
            for (int i = 0; i < 2_000; i++) {
                byte[] broken = Arrays.copyOf(bytes, Math.min(bytes.length, 100));
                for (int n = 0; n < 4; n++) broken[4 + random.nextInt(broken.length - 4)] = (byte) random.nextInt();
                ImageHeader.of(broken).ifPresent(header -> {
                    assertThat(header.width()).isPositive();
                    assertThat(header.height()).isPositive();
                });
            }
        });
        byte[] flat = Drawn.png(5, 5);
        ByteBuffer.wrap(flat).putInt(20, 0);
        assertThat(pictures.take(flat)).isEmpty();
        ByteBuffer.wrap(flat).putInt(20, -1);
        assertThat(pictures.take(flat)).isEmpty();
    }

    @Test
    void whatIsTooLargeIsLeftOutAndSaid() {
        assertThat(pictures.take(Drawn.largePng(ToolImage.MOST_BYTES - 1)))
                .get()
                .asString()
                .startsWith("[Image 1:");
        assertThat(pictures.take(Drawn.largePng(ToolImage.MOST_BYTES)))
                .contains(
                        "[An image, image/png, 640 × 480, 257 KiB, left out: one of more than 256 KiB is not shown.]");
        byte[] bomb = Drawn.png(1, 1);
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
        assertThat(pictures.take(bomb)).get().asString().contains("60000 × 60000", "25 million pixels");
        assertThat(pictures.shown()).hasSize(1);
    }

    @Test
    void noMoreAreShownThanAResultMayHave() {
        for (int i = 1; i <= ToolReturn.MOST_IMAGES; i++) {
            assertThat(pictures.take(Drawn.png(i, 1))).get().asString().startsWith("[Image " + i + ":");
        }
        assertThat(pictures.take(Drawn.png(9, 1))).get().asString().contains("no more than 4 are shown at once");
        assertThat(pictures.shown()).extracting(each -> each.image().width()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void base64IsReadAsFarAsNeedBe() {
        byte[] png = Drawn.png(8, 6);
        assertThat(pictures.takeBase64(Base64.getEncoder().encodeToString(png))).isPresent();
        assertThat(pictures.shown().getFirst().bytes()).isEqualTo(png);
        assertThatIllegalArgumentException().isThrownBy(() -> pictures.takeBase64("data:image/png;base64,iVBO"));
        byte[] most = Drawn.largePng(ToolImage.MOST_BYTES - 1);
        assertThat(pictures.takeBase64(Base64.getEncoder().encodeToString(most)))
                .get()
                .asString()
                .startsWith("[Image 2:");

        String huge = Base64.getEncoder().encodeToString(Drawn.largePng(30 << 20));
        String brokenFarOff = huge.substring(0, huge.length() - 8) + "********";
        assertThat(pictures.takeBase64(brokenFarOff)).get().asString().contains("image/png", "30.0 MiB", "left out");
        assertThat(pictures.shown()).hasSize(2).allMatch(each -> each.image().type() == ImageType.PNG);
    }
}
