// The page: a view of the control interface, kept up to date by its events.

import { ask, tell } from "./ask.js";
import { drawCalls, showCalls, startCalls } from "./calls.js";
import { age, showClusters, startClusters } from "./clusters.js";
import { openCluster, startColleague } from "./colleague.js";
import { $ } from "./dom.js";
import { showFaults, startFaults } from "./faults.js";
import { follow } from "./stream.js";
import { showClock, startClock } from "./time.js";
import { showVariants, startVariants } from "./variants.js";

function startTabs() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const choose = (chosen) => {
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", `${tab === chosen}`);
      tab.tabIndex = tab === chosen ? 0 : -1;
      $(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
    }
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", ({ key }) => {
      if (key !== "ArrowLeft" && key !== "ArrowRight") return;
      const other = tabs[(tabs.indexOf(tab) + 1) % tabs.length];
      choose(other);
      other.focus();
    });
  }
}

async function start() {
  startTabs();
  $("point").textContent = `export EHPC_ENDPOINT=${location.origin}`;
  startClusters(openCluster);
  startCalls();
  startClock(age);
  const menu = await ask("GET", "menu");
  startFaults(menu);
  startVariants(menu);
  startColleague(menu);
  follow({
    settings(news) {
      showClock(news);
      showFaults(news);
      showVariants(news);
    },
    clusters(news) {
      showClusters(news);
      drawCalls();
    },
    calls: showCalls,
  });
}

start().catch((problem) => tell(`The page could not start: ${problem.message}`));
