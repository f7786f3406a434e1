/* Documents that stand by themselves: Plotly draws their charts, a slide fills its window; data-ready says when all is there. */
"use strict";

(() => {
  const CONFIG = {displayModeBar: false, displaylogo: false, showSendToCloud: false, staticPlot: true};
  const stage = document.querySelector(".slide .stage");

  // Of another shape than 16:9, the window shows paper around the slide.
  function fit() {
    const scale = Math.min(innerWidth / 1920, innerHeight / 1080);
    const x = Math.max((innerWidth - 1920 * scale) / 2, 0), y = Math.max((innerHeight - 1080 * scale) / 2, 0);
    stage.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  // The chart's own pixels stay those of the page; the whole drawing is enlarged.
  function draw(plot) {
    const {data, layout} = JSON.parse(plot.dataset.figure), scale = Number(plot.dataset.scale || 1);
    const width = plot.parentElement.clientWidth / scale;
    plot.style.cssText = `width:${width}px;height:${layout.height}px;transform:scale(${scale})`;
    return Plotly.newPlot(plot, data, {...layout, autosize: false, width}, CONFIG);
  }

  async function start() {
    if (stage) {
      fit();
      addEventListener("resize", fit);
    }
    await document.fonts.ready;
    await Promise.all([...document.querySelectorAll(".plot[data-figure]")].map(draw));
    await document.fonts.ready;
    document.documentElement.dataset.ready = "";
  }

  start();
})();
