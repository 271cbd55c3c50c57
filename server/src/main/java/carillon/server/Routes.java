package carillon.server;

import carillon.server.Route.RouteHandler;
import carillon.server.door.Access;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import java.util.List;
import java.util.Optional;

/** The table of everything that can be asked for. Nothing else answers under {@code /api}. */
final class Routes {
    private static final RouteHandler NOWHERE = exchange -> {
        throw new ProblemException(ProblemCode.NOT_FOUND, "There is nothing at this address");
    };

    private final List<Route> table;

    Routes(
            HealthApi health,
            LoginApi login,
            WorldsApi worlds,
            AgentsApi agents,
            SchedulesApi schedules,
            ProvidersApi providers,
            ToolServersApi toolServers,
            ChatApis chats) {
        table = List.of(
                token("GET", "/api/health", health::show),
                token("GET", "/openapi.json", health::description),
                new Route("POST", "/api/login", Access.CODE, login::login),
                new Route("POST", "/api/start-code", Access.TOKEN_ONLY, login::startCode),
                token("GET", "/api/worlds", worlds::list),
                token("POST", "/api/worlds", worlds::create),
                token("GET", "/api/worlds/{world}", worlds::show),
                token("PATCH", "/api/worlds/{world}", worlds::change),
                token("DELETE", "/api/worlds/{world}", worlds::delete),
                token("GET", "/api/worlds/{world}/agents", agents::list),
                token("POST", "/api/worlds/{world}/agents", agents::create),
                token("GET", "/api/worlds/{world}/agents/{agent}", agents::show),
                token("PATCH", "/api/worlds/{world}/agents/{agent}", agents::change),
                token("DELETE", "/api/worlds/{world}/agents/{agent}", agents::delete),
                token("GET", "/api/providers", providers::list),
                token("PUT", "/api/providers/{provider}", providers::change),
                token("GET", "/api/providers/{provider}/models", providers::models),
                token("POST", "/api/providers/{provider}/test", providers::test),
                token("GET", "/api/worlds/{world}/chats", chats.list()::list),
                token("POST", "/api/worlds/{world}/chats", chats.list()::create),
                token("GET", "/api/chats/{chat}", chats.chat()::show),
                token("PATCH", "/api/chats/{chat}", chats.chat()::rename),
                token("DELETE", "/api/chats/{chat}", chats.chat()::delete),
                token("PATCH", "/api/chats/{chat}/tools", chats.tools()::change),
                token("GET", "/api/chats/{chat}/changes", chats.tools()::changes),
                token("POST", "/api/chats/{chat}/merge", chats.tools()::merge),
                token("POST", "/api/chats/{chat}/restore", chats.chat()::restore),
                token("POST", "/api/chats/{chat}/seen", chats.chat()::seen),
                token("POST", "/api/chats/{chat}/messages", chats.messages()::send),
                token("POST", "/api/chats/{chat}/messages/{messageId}/edit", chats.messages()::edit),
                token("POST", "/api/chats/{chat}/messages/{messageId}/regenerate", chats.messages()::regenerate),
                token("POST", "/api/chats/{chat}/messages/{messageId}/rewind", chats.messages()::rewind),
                token("POST", "/api/chats/{chat}/messages/{messageId}/branch", chats.messages()::branch),
                token("POST", "/api/chats/{chat}/undo", chats.messages()::undo),
                token("PATCH", "/api/chats/{chat}/queue/{messageId}", chats.messages()::editQueued),
                token("DELETE", "/api/chats/{chat}/queue/{messageId}", chats.messages()::withdraw),
                token("POST", "/api/chats/{chat}/stop", chats.turns()::stop),
                token("POST", "/api/chats/{chat}/continue", chats.turns()::goOn),
                token("POST", "/api/chats/{chat}/questions/{question}", chats.questions()::answer),
                token("POST", "/api/chats/{chat}/approvals/{approval}", chats.approvals()::answer),
                token("GET", "/api/chats/{chat}/images/{image}", chats.images()::show),
                token("GET", "/api/chats/{chat}/events", chats.events()::stream),
                token("GET", "/api/live", Routes::upgradeRequired),
                token("GET", "/api/worlds/{world}/mcp", toolServers::list),
                token("POST", "/api/worlds/{world}/mcp/{server}/restart", toolServers::restart),
                token("GET", "/api/worlds/{world}/attention", chats.attention()::list),
                token("POST", "/api/worlds/{world}/stop", chats.turns()::stopWorld),
                token("POST", "/api/stop", chats.turns()::stopEverything),
                token("GET", "/api/templates", worlds::templates),
                token("GET", "/api/worlds/{world}/schedules", schedules::list),
                token("POST", "/api/worlds/{world}/schedules", schedules::create),
                token("PATCH", "/api/worlds/{world}/schedules/{schedule}", schedules::change),
                token("DELETE", "/api/worlds/{world}/schedules/{schedule}", schedules::delete));
    }

    /** What is asked of chats. */
    record ChatApis(
            ChatsApi list,
            ChatApi chat,
            ChatToolsApi tools,
            MessagesApi messages,
            TurnsApi turns,
            QuestionsApi questions,
            ApprovalsApi approvals,
            AttentionApi attention,
            ImagesApi images,
            EventsApi events) {}

    List<Route> table() {
        return table;
    }

    /** Whether a path belongs to programs and not to the window's files. */
    static boolean isApi(String path) {
        return !path.startsWith("/") || path.equals("/api") || path.startsWith("/api/") || path.equals("/openapi.json");
    }

    Optional<Route> find(String method, String path) {
        return table.stream()
                .filter(route -> route.method().equals(method) && route.fits(path))
                .findFirst();
    }

    /** The methods of the routes at a path. */
    List<String> methods(String path) {
        return table.stream()
                .filter(route -> route.fits(path))
                .map(Route::method)
                .toList();
    }

    Route orNowhere(Optional<Route> route, String path) {
        return route.orElseGet(() -> new Route("GET", path.startsWith("/") ? path : "/", Access.TOKEN, NOWHERE));
    }

    private static Route token(String method, String path, RouteHandler handler) {
        return new Route(method, path, Access.TOKEN, handler);
    }

    private static void upgradeRequired(Exchange exchange) {
        throw new ProblemException(
                ProblemCode.UPGRADE_REQUIRED, "Connect with a WebSocket, version 13, sending \"Upgrade: websocket\"");
    }
}
