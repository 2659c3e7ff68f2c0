import { startShell } from "./shell";
import { applyTheme } from "./theme";

applyTheme();
startShell();
