package carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** Picks a scenario. */
final class Main {
    private static final String HELP = """
            bench/run streams [chats tokens every-ms runs]   many chats at once (300 200 20 1)
            bench/run firehose [chats tokens every-ms]       an unpaced chat and a stalled reader beside them (100 200 20)
            bench/run idle [chats]                           many idle chats (10000)
            bench/run starts [chats runs]                    the time a start takes (100 5)
            bench/run jmh [pattern]                          the hot paths alone
            CARILLON_JAVA_OPTS goes to the JVM under test. Only ratios within one run mean something on a shared machine.""";

    private final Path launcher;
    private final Path home;

    private Main(Path launcher, Path home) {
        this.launcher = launcher;
        this.home = home;
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 0 || args[0].contains("help")) {
            System.out.println(HELP);
            return;
        }
        if (args[0].equals("jmh")) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        Path home = Files.createTempDirectory("carillon-bench");
        boolean right;
        try {
            right = new Main(Path.of("carillon").toAbsolutePath(), home).run(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + HELP);
            System.exit(64);
            return;
        } finally {
            delete(home);
        }
        System.exit(right ? 0 : 1);
    }

    private boolean run(String[] args) throws IOException, InterruptedException {
        return switch (args[0]) {
            case "streams" ->
                streams(
                        new Streams(number(args, 1, 300), number(args, 2, 200), number(args, 3, 20)),
                        number(args, 4, 1));
            case "firehose" -> firehose(new Streams(number(args, 1, 100), number(args, 2, 200), number(args, 3, 20)));
            case "idle" -> idle(number(args, 1, 10_000));
            case "starts" -> starts(number(args, 1, 100), number(args, 2, 5));
            default -> throw new IllegalArgumentException("There is no scenario " + args[0]);
        };
    }

    private static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    /** A floor, a round to warm up as a person's first minutes would, then the runs. */
    private boolean streams(Streams streams, int runs) throws IOException, InterruptedException {
        boolean right = true;
        try (var model = new ScriptedModel();
                var product = Product.start(launcher, home)) {
            product.makeWorld("bench", model.baseUrl());
            new Streams(100, 200, 2).floor(model);
            new Streams(100, 200, 5).through(product, model, "bench");
            for (int run = 0; run < runs; run++) {
                System.out.println(streams.floor(model));
                model.mostActive();
                Result result = streams.through(product, model, "bench");
                System.out.println(result + " | at once at the model: " + model.mostActive());
                right &= result.isRight();
            }
        }
        return right;
    }

    private boolean firehose(Streams paced) throws IOException, InterruptedException {
        try (var model = new ScriptedModel();
                var product = Product.start(launcher, home)) {
            product.makeWorld("bench", model.baseUrl());
            return Firehose.run(product, model, paced);
        }
    }

    private boolean idle(int chats) throws IOException, InterruptedException {
        try (var model = new ScriptedModel()) {
            return IdleChats.run(launcher, home, model, chats);
        }
    }

    private boolean starts(int chats, int runs) throws IOException, InterruptedException {
        try (var product = Product.start(launcher, home)) {
            product.makeWorld("bench", "http://127.0.0.1:9/v1");
            Streams.makeChats(product, "bench", chats);
        }
        for (int run = 0; run < runs; run++) {
            try (var product = Product.start(launcher, home)) {
                System.out.printf(
                        Locale.ROOT,
                        "start with %d chats: %.2f s from the command to the first answer, %d MB%n",
                        chats,
                        product.startTime().toMillis() / 1_000.0,
                        product.residentMegabytes());
            }
        }
        return true;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
