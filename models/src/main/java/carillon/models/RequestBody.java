package carillon.models;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes to the request that LangChain4j writes. */
final class RequestBody {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RequestBody() {}

    /** The same without the wish for a count of tokens, which some servers refuse. */
    static String withoutUsage(String body) {
        var tree = (ObjectNode) JSON.readTree(body);
        tree.remove("stream_options");
        return JSON.writeValueAsString(tree);
    }
}
