package carillon.tools.call;

/**
 * One argument of a tool.
 *
 * @param least the smallest number, or the fewest characters or entries
 * @param most  the largest number, or the most characters or entries
 */
record Field(String name, Type type, boolean required, String description, long least, long most) {
    enum Type {
        TEXT("string"),
        NUMBER("integer"),
        FLAG("boolean"),
        TEXTS("array");

        private final String json;

        Type(String json) {
            this.json = json;
        }

        String json() {
            return json;
        }
    }
}
